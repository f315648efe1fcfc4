"""Every word that the page says of its own, in one place. Answers carry their own language (`rag.answer.phrases`)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """The page's words in one language; `language` is the code that dates are written in. Braces are filled in."""

    language: str = "en"
    product: str = "Hemicycle"
    tagline: str = "Ask parliamentary records. Every quotation is word for word in the record."

    ask_tab: str = "Ask"
    add_tab: str = "Add records"

    one_record: str = "1 record"
    several_records: str = "{count:,} records"
    one_passage: str = "1 passage"
    several_passages: str = "{count:,} passages"
    holds: str = "{records}, {period}"
    period: str = "{first} to {last}"
    empty_library: str = "No records yet"
    sample_banner: str = "Sample collection, fictional. Add your own records under “Add records”."
    unembedded_banner: str = "{embedded:,} of {passages:,} passages embedded; results by words only for the rest."
    remote_banner: str = (
        "Questions (with one that goes on, up to {turns} earlier ones and the beginnings of their answers), and the passages"
        " found for them, go to {place} ({model}), which is not on this machine."
    )
    empty_banner: str = "This library holds no records yet. Add some under “Add records”."

    chat_label: str = "Conversation"
    question_label: str = "Your question"
    question_placeholder: str = "Ask in your own words"
    send: str = "Ask"
    new_conversation: str = "New conversation"
    welcome: str = "What would you like to know?"
    welcome_hint: str = "The answer is quoted from the records, and each quotation opens its source."
    nothing_asked: str = "Type a question first."
    searching: str = "Searching the records …"
    writing: str = "{model} is writing; each statement is checked before it is shown …"
    could_not: str = "This could not be answered: {reason}"
    searched: str = "Searched {records}, {period}."
    searched_undated: str = "Searched {records}."
    example_theme: str = "What was asked about {topic}?"

    draft_checked: str = "A draft question: compared with the questions of {records}."
    draft_columns: tuple[str, str, str] = ("Sub-question", "Asked before?", "Answer")
    draft_not_found: str = "not found in {records}"
    draft_verdicts: tuple[tuple[str, str], ...] = (
        ("asked before", "asked before"),
        ("something close", "something close"),
    )
    draft_statuses: tuple[tuple[str, str], ...] = (
        ("answered", "answered"),
        ("referred", "referred elsewhere"),
        ("postponed", "postponed"),
        ("declined", "declined"),
        ("unanswered", "no reply found"),
    )
    draft_unanswered: str = "no answer in the record"
    draft_whole: str = "From the answer as a whole:"
    draft_left_out: str = "{count} more sub-questions were left out; hemicycle draft checks them all."

    filter_label: str = "Dates, language, order"
    from_label: str = "From"
    to_label: str = "To"
    date_placeholder: str = "2021-02-19, or 2021"
    clear_filter: str = "Clear dates"
    language_label: str = "Question language"
    language_detected: str = "Detect it"
    languages: tuple[tuple[str, str], ...] = (("nl", "Dutch"), ("en", "English"), ("fr", "French"), ("de", "German"))
    read_as: str = "Question read as {language}."
    order_label: str = "Order of the answer"
    orders: tuple[tuple[str, str], ...] = (
        ("Best first", "relevance"),
        ("Newest first", "newest"),
        ("Oldest first", "oldest"),
    )
    filter_active: str = "Only questions {conditions}"
    understood: str = "Understood from your question"
    understood_hint: str = "Untick to ask without it."
    carried: str = "Understood from your question and the conversation"
    searching_for: str = "Searching: {conditions}"
    subject: str = "{value}"
    without: str = "not answered by {value}"
    exclude: str = "without the {value} shown before"
    parliament: str = "in {value}"
    asker: str = "asked by {value}"
    party: str = "asked by {value}"
    minister: str = "answered by {value}"
    department: str = "answered by {value}"
    period_named: str = "asked {span}"
    span_both: str = "from {first} to {last}"
    span_from: str = "on or after {first}"
    span_to: str = "on or before {last}"
    bad_date: str = "“{value}” is not a date. Write it as 2021-02-19, 2021-02 or 2021."
    dates_reversed: str = "“From” ({first}) lies after “to” ({last})."

    sources_label: str = "Sources"
    sources_empty: str = "The sources of an answer appear here, with the quoted words marked."
    sources_none: str = "Nothing was found to show here."
    earlier: str = "Earlier: {question}"
    for_question: str = "Sources for “{question}”"
    closest_heading: str = "Closest records: they do not answer the question"
    number: str = "no. {number}"
    asked_on: str = "asked {date}"
    answered_on: str = "answered {date}"
    asked_by: str = "Asked by"
    answered_by: str = "Answered by"
    addressed_to: str = "Addressed to"
    roles: tuple[tuple[str, str], ...] = (
        ("title", "Title"),
        ("context", "Introduction to the question"),
        ("question", "Question"),
        ("answer", "Answer"),
        ("speech", "Speech"),
        ("text", "Text"),
        ("note", "Footnote"),
    )
    role_numbered: str = "{role} {labels}"
    answer_to: str = "Answer to {labels}"
    spoken_by: str = "{part}, {speaker}"
    page: str = "page {page}"
    show_question: str = "The question it answers"
    show_whole_question: str = "The questions in this record"
    show_answer: str = "The answer given"
    before: str = "What comes before"
    after: str = "What comes after"
    official: str = "Official publication"
    record_id: str = "Record"
    copy: str = "Copy"
    copied: str = "Copied"
    copy_reference: str = "Copy reference"
    licence: str = "Licence: {licence}"
    also: str = "The same question or nearly the same, also in: {members}"
    also_several: str = "The same question or nearly the same, in {records}"
    back: str = "Back to the answer"

    add_intro: str = (
        "PDF or text files of parliamentary questions, tables (CSV, JSONL, JSON, Parquet), or a zip of them. "
        "They stay on this machine, in your own library."
    )
    files_label: str = "Files"
    mapping_label: str = "How to read a table"
    mapping_info: str = "Only for tables. “Recognise by its columns” suits the tables that are known."
    mapping_auto: str = "Recognise by its columns"
    add_button: str = "Add to my library"
    no_files: str = "Choose at least one file first."
    reading: str = "read · {name}"
    embedding: str = "Embedding"
    embedding_unit: str = "passages"
    added: str = "{records} read, {passages}, {took} s. Library: {folder}"
    added_nothing: str = "No record was added. Library: {folder}"
    switched: str = "The page now shows your own library; the sample collection is closed."
    not_added: str = "Nothing was added: {reason}"
    stopped: str = "the program is being stopped; what was read stays"
    report_label: str = "What was read"
    report_columns: tuple[str, str, str, str] = ("File", "Status", "Records", "Reason")
    report_more: str = "and {count} more files"
    statuses: tuple[tuple[str, str], ...] = (
        ("added", "added"),
        ("updated", "updated"),
        ("unchanged", "unchanged"),
        ("skipped", "skipped"),
        ("failed", "failed"),
    )

    def language_named(self, code: str) -> str:
        return dict(self.languages).get(code, code)

    def records(self, count: int) -> str:
        return self.one_record if count == 1 else self.several_records.format(count=count)

    def passages(self, count: int) -> str:
        return self.one_passage if count == 1 else self.several_passages.format(count=count)


ENGLISH = Texts()
