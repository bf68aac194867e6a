import type { APIRoute } from "astro";
import { questionPages, type QuestionPage } from "../../model/questions.ts";
import { sourceLine } from "../../site/about.ts";
import { standaloneSvg } from "../../site/svg.ts";

/** Every question's chart as a picture that stands alone. */
export const getStaticPaths = () => questionPages.filter(({ chart }) => chart).map((page) => ({ params: { name: page.entry.name }, props: { page } }));

export const GET: APIRoute = ({ props }) => {
  const { chart, entry, finding, subtitle } = props["page"] as QuestionPage;
  if (!chart) return new Response(null, { status: 404 });
  return new Response(standaloneSvg(chart, entry.name, finding, subtitle, sourceLine()), { headers: { "content-type": "image/svg+xml" } });
};
