"""Which answer each open page waits for. Gradio's own `cancels` are not for this: the request goes out only after what the
click itself does is shown, is answered after the generator's next step, and ends whatever was asked in the meantime."""

import threading


class Awaited:
    """One answer at a time for each page, by the page's name: the one begun last, until it ends or is called off."""

    def __init__(self) -> None:
        self._answers: dict[str, object] = {}
        self._lock = threading.Lock()

    def begin(self, page: str) -> object:
        """What the page waits for from now on, in place of what it waited for before."""
        answer = object()
        with self._lock:
            self._answers[page] = answer
        return answer

    def any(self, page: str) -> bool:
        return page in self._answers

    def still(self, page: str, answer: object) -> bool:
        """Whether the page waits for this one."""
        return self._answers.get(page) is answer

    def end(self, page: str, answer: object) -> bool:
        """Wait for this one no longer; whether the page still did."""
        with self._lock:
            waited = self.still(page, answer)
            if waited:
                del self._answers[page]
        return waited

    def call_off(self, page: str) -> None:
        """Wait for none: the one in the making ends at its next step, and shows nothing more."""
        with self._lock:
            self._answers.pop(page, None)
