import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 32">
<linearGradient id="g"><stop stop-color="#0b6e4f"/><stop offset="1" stop-color="#3aa37c"/></linearGradient>
<circle cx="16" cy="16" r="15" fill="url(#g)"/><rect x="38" y="10" width="56" height="12" fill="#3a8f70"/>
</svg>
`;

export const footer = 'For <b>Sales</b> & "Marketing"';

/** Writes the description of the sample with a theme. */
export function writeThemed(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "logo.svg"), logo);
  const theme = { accent: "#0b6e4f", logo: "logo.svg", footer };
  writeFileSync(
    join(folder, "report.yaml"),
    `${readFileSync("report.yaml", "utf8")}\ntheme: ${JSON.stringify(theme)}\n`,
  );
}
