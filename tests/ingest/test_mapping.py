"""Mappings: what they may say, and that every mistake is one line that names the key or column and lists what is there."""

import pytest

from ingest.files import SourceFile
from ingest.mapping import Mapping, check_columns, choose_mapping, load_mapping, several, shipped_mappings, shown_name
from rag.errors import InputError, ReadError

DEKAMER = ["doc_id", "depotdat", "aut_party", "aut_person", "question", "question_theme", "answer", "answer_department", "x"]
DETAILS = ["id_fact", "document", "text", "title", "voornaam_vragensteller", "naam_vragensteller"]
DETAILS += ["bevraagde_minister_voornaam", "bevraagde_minister_naam"]
LEAST = 'parliament = "be-vl"\n[columns]\nquestion = "vraag"\n'


def chosen(name: str, columns: list[str]) -> Mapping:
    """The mapping chosen for a table of these columns, wherever its records stand."""
    return choose_mapping(SourceFile(name, b""), lambda _records: columns)


def write(tmp_path, text: str, name: str = "eigen.toml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def complaint(tmp_path, text: str) -> str:
    """What is said about a mapping, without the path in front."""
    path = write(tmp_path, text)
    with pytest.raises(InputError) as raised:
        load_mapping(path)
    message = str(raised.value)
    assert "\n" not in message
    assert message.startswith(f"mapping {str(path)!r}")
    return message.removeprefix(f"mapping {str(path)!r}").lstrip(": ")


def test_the_contract_is_read_whole(tmp_path):
    mapping = load_mapping(
        write(
            tmp_path,
            'parliament = "be-chamber"\nkind = "written-question"\nlanguage = "nl"\ntitle_from = "vraag"\n'
            'records = "items.all"\ndate_format = "%d.%m.%Y"\n[columns]\nquestion = "vraag"\nasker = ["first", "last"]\n'
            '[other_language]\nlanguage = "fr"\nquestion = "text_fr"\n',
        )
    )
    assert mapping.columns.asker == ("first", "last")
    assert mapping.columns.question == ("vraag",)
    assert mapping.title_key == "question"
    assert mapping.other_language is not None
    assert mapping.other_language.question == ("text_fr",)


def test_the_least_mapping_is_of_written_questions(tmp_path):
    assert load_mapping(write(tmp_path, LEAST)).kind == "written-question"


def test_every_shipped_mapping_is_valid_and_known_by_name():
    assert set(shipped_mappings()) == {
        *("dekamer-2017", "dekamer-2020-nl-fr", "flemish-pieces", "flempar", "flempar-details", "niedersachsen"),
        *("brussels", "uk-questions"),
    }
    assert load_mapping("dekamer-2017") is shipped_mappings()["dekamer-2017"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("parliament = ", "is not valid TOML"),
        ('[columns]\nquestion = "q"\n', "parliament is missing"),
        ('parliament = "be-vl"\n', "[columns] is missing"),
        ('parliament = "be-vl"\n[columns]\nid = "id"\n', "[columns] needs at least one of question, answer and text"),
        ('colour = "red"\n' + LEAST, "unknown key 'colour'; known are: parliament, kind, language"),
        (LEAST + 'vraag = "q"\n', "unknown key 'vraag' in [columns]; known are: title, question, answer"),
        (LEAST + '[other_language]\nlanguage = "fr"\nid = "q"\n', "unknown key 'id' in [other_language]; known are: title"),
        (LEAST + "asker = 3\n", "columns.asker = 3: "),
        (LEAST + 'asker = ""\n', "columns.asker = ''"),
        ('kind = "poem"\n' + LEAST, "kind = 'poem': Input should be 'written-question'"),
        ('title_from = "titel"\n' + LEAST, "title_from = 'titel' is no text column of [columns]; there are: vraag"),
        ('reader = "flemish"\n' + LEAST, "reader = 'flemish' needs the column that it reads"),
        ('reader = "latin"\n' + LEAST, "reader = 'latin': Input should be 'flemish'"),
        ('date_format = "%Y-%Q"\n' + LEAST, "date_format = '%Y-%Q' does not work"),
    ],
)
def test_a_mistake_is_named_with_its_key_and_what_is_there(tmp_path, text, said):
    assert said in complaint(tmp_path, text)


def test_an_unknown_name_lists_the_known(tmp_path):
    with pytest.raises(
        InputError, match=r"no mapping is called 'dekamer': give a [.]toml file or one of brussels, dekamer-2017"
    ):
        load_mapping("dekamer")
    with pytest.raises(InputError, match="cannot be read: No such file"):
        load_mapping(tmp_path / "nergens.toml")


def test_the_mapping_beside_a_file_goes_before_one_that_ships(tmp_path):
    write(tmp_path, LEAST, "questions.map.toml")
    assert chosen(str(tmp_path / "questions.jsonl"), DEKAMER).parliament == "be-vl"


def test_a_broken_mapping_beside_a_file_fails_that_file_alone(tmp_path):
    write(tmp_path, "parliament = ", "questions.map.toml")
    with pytest.raises(ReadError, match=r"questions\.jsonl: mapping .* is not valid TOML"):
        chosen(str(tmp_path / "questions.jsonl"), DEKAMER)


def test_the_one_shipped_mapping_whose_columns_are_all_there_is_chosen():
    assert chosen("q.jsonl", DEKAMER) is shipped_mappings()["dekamer-2017"]
    assert chosen("q.csv", ["doc_id", "text_nl", "text_fr"]) is shipped_mappings()["dekamer-2020-nl-fr"]


def test_of_two_that_fit_the_one_that_reads_more_is_chosen():
    assert chosen("q.csv", DETAILS[:3]) is shipped_mappings()["flempar"]
    assert chosen("q.csv", DETAILS) is shipped_mappings()["flempar-details"]


def test_two_that_fit_and_read_different_columns_are_no_choice():
    with pytest.raises(ReadError, match="dekamer-2017 and dekamer-2020-nl-fr both fit its columns"):
        chosen("q.csv", [*DEKAMER, "text_nl", "text_fr"])


def test_a_mapping_is_tried_where_its_records_stand(monkeypatch):
    deep = Mapping.model_validate({"parliament": "x", "records": "result.items", "columns": {"question": "q"}})
    monkeypatch.setattr("ingest.mapping.shipped_mappings", lambda: {"deep": deep})

    def columns(records: str | None) -> list[str]:
        if records is None:
            raise ReadError("a.json: its records stand deeper inside")
        return ["q"]

    assert choose_mapping(SourceFile("a.json", b""), columns) is deep
    monkeypatch.setattr("ingest.mapping.shipped_mappings", dict)
    with pytest.raises(ReadError, match="deeper inside"):
        choose_mapping(SourceFile("a.json", b""), columns)


def test_where_none_fits_the_columns_are_listed():
    with pytest.raises(ReadError, match=r"data/q\.csv: no mapping fits its columns \(vraag, datum\): .*q\.map\.toml"):
        chosen("data/q.csv", ["vraag", "datum"])


def test_missing_columns_are_named_with_what_they_are_for_and_what_is_there():
    mapping = Mapping.model_validate(
        {
            "parliament": "x",
            "columns": {"question": "q", "asked_on": "datum"},
            "other_language": {"language": "fr", "question": "q_fr"},
        }
    )
    with pytest.raises(ReadError) as raised:
        check_columns(mapping, ["q", "date"], "a.csv")
    assert str(raised.value) == (
        "a.csv: the mapping names columns that are not there: 'datum' (for asked_on), 'q_fr' (for question);"
        " there are: q, date"
    )


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("Lambiek, Thomas", "Thomas Lambiek"),
        ("Peeters-Lemmens, Carine", "Carine Peeters-Lemmens"),
        ("Martin Martin, Julie", "Julie Martin Martin"),
        ("Van den Hove, Rik", "Rik Van den Hove"),
        ("de Brialmont, Victor", "Victor de Brialmont"),
        ("D'Hulst, Frederik", "Frederik D'Hulst"),
        ("Delporte, Jean-Louis", "Jean-Louis Delporte"),
        ("LAMBIEK, Thomas", "Thomas Lambiek"),
        ("TIJS ROOSENDAEL", "Tijs Roosendael"),
        ("Öncel, Özgün", "Özgün Öncel"),
        ("Jan Jambon", "Jan Jambon"),
        ("Jan Jambon, minister-president", "Jan Jambon, minister-president"),
        ("Smith, ", "Smith,"),
    ],
)
def test_names_are_turned_and_double_names_kept_whole(printed, shown):
    assert shown_name(printed) == shown


def test_a_cell_that_lists_is_several():
    assert several("WATERWEG,SCHEEPVAART,VERVOER OVER WATER") == ["WATERWEG", "SCHEEPVAART", "VERVOER OVER WATER"]
    assert several("Economie, Financien en Wetenschap; Werk ;") == ["Economie, Financien en Wetenschap", "Werk"]
