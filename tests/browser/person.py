"""A person at the page: what they do, and what they see."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, expect

PATIENCE_MS = 30_000  # of a browser on a machine that is busy with other things
expect.set_options(timeout=PATIENCE_MS)


class Person:
    """Somebody who has the page open in a window, and a console that notes what goes wrong in it."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.troubles: list[str] = []
        self.streams: set[Request] = set()  # over which answers come, those that are open
        self.page = self._window()

    def _window(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        page.on("request", self._requested)
        page.on("requestfinished", self._closed)
        page.on("requestfailed", self._closed)
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.troubles.append(f"console: {message.text} ({message.location['url']})")

    def _requested(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.troubles.append(f"request: {request.url}")
        if "/queue/data" in request.url:
            self.streams.add(request)

    def _closed(self, request: Request) -> None:
        self.streams.discard(request)

    def open(self, fragment: str = "") -> Person:
        """Go to the page, once no answer is on its way, and wait until the article is there."""
        self.settle()
        self.page.goto(self.address + fragment)
        self.page.locator(".article [data-paragraph]").first.wait_for(state="attached")
        expect(self.page.locator(".status")).to_have_text("")
        return self

    def settle(self) -> None:
        """Wait until no answer is on its way: all its words may be there, and its stream not closed yet."""
        for _ in range(PATIENCE_MS // 10):
            if not self.streams:
                return
            self.page.wait_for_timeout(10)

    def second_window(self) -> Person:
        """The same browser's other window, open at the page."""
        other = Person(self.context, self.address)
        other.troubles = self.troubles
        return other.open()

    def type(self, question: str) -> None:
        self.page.get_by_label("Your question").fill(question)
        self.page.keyboard.press("Enter")

    def ask(self, question: str) -> Locator:
        """The turn with the whole answer."""
        before = self.turns.count()
        self.type(question)
        return self.answered(before)

    def answered(self, index: int = -1) -> Locator:
        """The turn of this number, once its answer is whole."""
        turn = self.turns.nth(index) if index >= 0 else self.turns.last
        expect(turn.locator(".after")).to_be_visible()
        return turn

    @property
    def turns(self) -> Locator:
        return self.page.locator(".turn")

    @property
    def article(self) -> Locator:
        return self.page.locator("section.article")

    def lit(self) -> str:
        """The words that are lit, paragraph by paragraph."""
        self.page.locator("mark.lit").first.wait_for()
        return str(
            self.page.evaluate("""() => [...document.querySelectorAll('.article [data-paragraph]')].map((paragraph) =>
            [...paragraph.querySelectorAll('mark.lit')].map((mark) => mark.textContent).join('')).filter(Boolean).join('\\n')""")
        )

    def sees(self, locator: Locator) -> bool:
        """Whether it is within the window, and not only somewhere on the page."""
        box, size = locator.bounding_box(), self.page.viewport_size
        if not box or not size:
            return False
        return 0 <= box["x"] < size["width"] and box["y"] >= 0 and box["y"] + min(box["height"], 40) <= size["height"]

    def choose(self, title: str) -> None:
        self.page.get_by_label("Article to ask").select_option(label=title)
        expect(self.article.locator("h1")).to_have_text(title)

    def sheet(self, name: str) -> Locator:
        """Open the library or the conversations."""
        self.page.get_by_role("button", name=name, exact=True).click()
        sheet = self.page.get_by_role("dialog", name=name)
        expect(sheet).to_be_visible()
        return sheet

    def paste(self, text: str, title: str = "") -> Locator:
        """Add an article by its text; the sheet, still open."""
        sheet = self.sheet("Library")
        sheet.get_by_label("Title (optional)").fill(title)
        sheet.get_by_label("Text", exact=True).fill(text)
        sheet.get_by_role("button", name="Add", exact=True).click()
        return sheet

    def focused(self) -> str:
        """The name that a screen reader would say of what has the focus, or its words."""
        return str(
            self.page.evaluate("""() => {
            const { activeElement: focused, body } = document;
            return focused === body ? '' : focused.getAttribute('aria-label') ?? focused.textContent;
        }""")
        )
