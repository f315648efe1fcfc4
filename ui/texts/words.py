"""Every word that the page says of its own: what there is to say, and how it is counted. Answers carry their own language
(`rag.answer.phrases`)."""

from dataclasses import dataclass

from babel.numbers import format_decimal

from ui.texts.brief import BriefTexts
from ui.texts.browse import BrowseTexts
from ui.texts.filters import FilterTexts
from ui.texts.login import LoginTexts
from ui.texts.plots import PlotsTexts
from ui.texts.record import RecordTexts
from ui.texts.saved import SavedTexts


@dataclass(frozen=True, slots=True)
class Texts:
    """The page's words in one language; `language` is the code that dates are written in. Braces are filled in."""

    language: str
    product: str
    tagline: str

    ask_tab: str
    add_tab: str

    one_record: str
    several_records: str
    one_passage: str
    several_passages: str
    holds: str
    period: str
    empty_library: str
    sample_banner: str
    unembedded_banner: str
    remote_banner: str
    empty_banner: str

    chat_label: str
    question_label: str
    question_placeholder: str
    send: str
    new_conversation: str
    stop: str
    answer_stopped: str
    copy_link: str
    message_buttons: tuple[tuple[str, str], ...]
    conversations: str
    conversations_search: str
    conversations_none: str
    conversations_unfound: str
    conversation_gone: str
    conversation_foreign: str
    conversation_name: str
    rename: str
    delete: str
    deleted: str
    undo: str
    feedback_export: str
    feedback_kept: str
    feedback_gone: str
    library_label: str
    library_own: str
    library_sample: str
    language_switch: str
    welcome: str
    welcome_hint: str
    nothing_asked: str
    searching: str
    writing: str
    could_not: str
    unexpected: str
    searched: str
    searched_undated: str
    example_theme: str

    draft_checked: str
    draft_columns: tuple[str, str, str]
    draft_not_found: str
    draft_verdicts: tuple[tuple[str, str], ...]
    draft_statuses: tuple[tuple[str, str], ...]
    draft_unanswered: str
    draft_whole: str
    draft_left_out: str

    filter_label: str
    from_label: str
    to_label: str
    date_placeholder: str
    clear_filter: str
    active_filters: str
    language_label: str
    language_detected: str
    languages: tuple[tuple[str, str], ...]
    read_as: str
    order_label: str
    orders: tuple[tuple[str, str], ...]
    filter_active: str
    understood: str
    understood_hint: str
    carried: str
    searching_for: str
    subject: str
    without: str
    exclude: str
    parliament: str
    asker: str
    party: str
    minister: str
    department: str
    period_named: str
    span_both: str
    span_from: str
    span_to: str
    bad_date: str
    dates_reversed: str

    sources_label: str
    sources_empty: str
    sources_none: str
    earlier: str
    for_question: str
    closest_heading: str
    number: str
    asked_on: str
    answered_on: str
    asked_by: str
    answered_by: str
    addressed_to: str
    roles: tuple[tuple[str, str], ...]
    role_numbered: str
    answer_to: str
    spoken_by: str
    page: str
    ocr: str
    show_question: str
    show_whole_question: str
    show_answer: str
    before: str
    after: str
    official: str
    record_id: str
    copy: str
    copied: str
    copy_reference: str
    licence: str
    also: str
    also_several: str
    back: str

    add_intro: str
    files_label: str
    mapping_label: str
    mapping_info: str
    mapping_auto: str
    into_label: str
    into_info: str
    add_button: str
    no_files: str
    reading: str
    embedding: str
    embedding_unit: str
    added: str
    added_nothing: str
    switched: str
    not_added: str
    stopped: str
    report_label: str
    report_columns: tuple[str, str, str, str]
    report_more: str
    statuses: tuple[tuple[str, str], ...]

    filters: FilterTexts
    login: LoginTexts
    record: RecordTexts
    browse: BrowseTexts
    saved: SavedTexts
    brief: BriefTexts
    plots: PlotsTexts

    def language_named(self, code: str) -> str:
        return dict(self.languages).get(code, code)

    def count(self, number: float) -> str:
        """A number as this language writes it: `3,811`, `3.811`; one decimal at most."""
        return format_decimal(round(number, 1), locale=self.language)

    def records(self, count: int) -> str:
        return self.one_record if count == 1 else self.several_records.format(count=self.count(count))

    def passages(self, count: int) -> str:
        return self.one_passage if count == 1 else self.several_passages.format(count=self.count(count))
