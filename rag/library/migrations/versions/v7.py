"""Version 7: a page of a record may be a scan (`Page.ocr`), which a program of before would not know. No table changes; a
stored record that says nothing of it has no such page."""

revision = "7"
down_revision = "6"


def upgrade() -> None:
    pass
