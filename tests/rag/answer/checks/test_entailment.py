"""A model for entailment of the user's own: a real one, as small as can be, with weights by chance."""

from pathlib import Path

import pytest

from rag.answer.checks import entailment
from rag.errors import EncoderError

LABELS = {0: "CONTRADICTION", 1: "entailment", 2: "neutral"}


def tiny(folder: Path, labels: dict[int, str]) -> Path:
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast, set_seed

    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *letters, *(f"##{c}" for c in letters)]
    tokenizer = Tokenizer(models.WordPiece({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    set_seed(3)
    config = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    config.num_labels = len(labels)
    config.id2label, config.label2id = labels, {name: n for n, name in labels.items()}
    BertForSequenceClassification(config).save_pretrained(folder)
    names = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=512, **names).save_pretrained(folder)
    return folder


def test_the_model_s_likeliest_label_is_taken_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEMICYCLE_ENTAILMENT", str(tiny(tmp_path, LABELS)))
    model = entailment.chosen()
    assert model is not None
    scores = model.predict([("de trein rijdt", "er rijdt een trein")], show_progress_bar=False)[0]
    wanted = ["contradiction", "entailment", "neutral"][int(scores.argmax())]
    assert entailment.judge(model, "de trein rijdt", "er rijdt een trein") == wanted
    assert entailment.chosen() is model


def test_a_model_of_other_labels_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEMICYCLE_ENTAILMENT", str(tiny(tmp_path, {0: "good", 1: "bad"})))
    with pytest.raises(EncoderError, match="no label for entailment"):
        entailment.chosen()


def test_a_model_that_is_not_there_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEMICYCLE_ENTAILMENT", "/nowhere/at/all")
    with pytest.raises(EncoderError, match="HEMICYCLE_ENTAILMENT"):
        entailment.chosen()


def test_none_is_used_unless_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEMICYCLE_ENTAILMENT", raising=False)
    assert entailment.chosen() is None
