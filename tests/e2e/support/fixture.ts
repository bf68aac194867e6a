import { test as base, type Page } from "@playwright/test";

/** What went wrong in the pages of a test, whether or not the test looks at it. */
export class Troubles {
  private readonly found: string[] = [];
  private readonly tolerated: RegExp[] = [];

  add(text: string): void {
    this.found.push(text);
  }

  /** A trouble that the test means to cause. */
  tolerate(pattern: RegExp): void {
    this.tolerated.push(pattern);
  }

  list(): string[] {
    return this.found.filter((text) => !this.tolerated.some((pattern) => pattern.test(text)));
  }
}

/**
 * Notes console errors and warnings, page errors, dialogs, failed requests and requests to other
 * hosts.
 */
function watch(page: Page, troubles: Troubles): void {
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()))
      troubles.add(`console ${message.type()} on ${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => troubles.add(`page error on ${page.url()}: ${error.message}`));
  page.on("dialog", (dialog) => {
    troubles.add(`dialog on ${page.url()}: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    // Leaving a page, or saving a download, ends its requests.
    if (reason !== "net::ERR_ABORTED") troubles.add(`request failed: ${request.url()} ${reason}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) troubles.add(`status ${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.hostname !== "127.0.0.1")
      troubles.add(`request to another host on ${page.url()}: ${request.url()}`);
  });
}

/** Tests that fail on any trouble in any of their pages, whatever else they look at. */
export const test = base.extend<{ troubles: Troubles }>({
  troubles: [
    async ({ context }, use) => {
      const troubles = new Troubles();
      await context.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) => {
          console.error(
            `content security policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`,
          );
        });
      });
      context.on("page", (page) => watch(page, troubles));
      await use(troubles);
      const found = troubles.list();
      if (found.length > 0)
        throw new Error(`The pages had troubles:\n${[...new Set(found)].join("\n")}`);
    },
    { auto: true },
  ],
});

export { expect } from "@playwright/test";
