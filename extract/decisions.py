"""Decision tables."""
from extract.page import Page
from extract.facts import RuleFact
def find_decisions(page: Page) -> tuple[RuleFact, ...]:
    return ()
