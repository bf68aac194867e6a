import type { APIRoute } from "astro";
import { questionPages, type QuestionPage } from "../../views/questions.ts";
import { store } from "../../site/store.ts";
import { svgFile } from "../../site/svg.ts";

/** Every question's chart as a picture that stands alone. */
export const getStaticPaths = () =>
  questionPages(store)
    .filter(({ chart }) => chart)
    .map((page) => ({ params: { name: page.entry.name }, props: { page } }));

export const GET: APIRoute = ({ props }) => {
  const { chart, entry, finding, subtitle } = props["page"] as QuestionPage;
  if (!chart) return new Response(null, { status: 404 });
  return new Response(svgFile(chart, entry.name, finding, subtitle), {
    headers: { "content-type": "image/svg+xml" },
  });
};
