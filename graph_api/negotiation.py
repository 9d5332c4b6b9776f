"""Which of the media types on offer a request's Accept header asks for (RFC 9110, section 12.5.1)."""

from collections.abc import Sequence


def best(accept: str | None, offers: Sequence[str]) -> str | None:
    """The offer of the highest quality, of equals the first; without a header the first; None where none is acceptable.

    Of the ranges that cover an offer the most specific counts; a quality that is no number counts as 1.
    """
    ranges = [_range(part) for part in (accept or "").split(",") if part.strip()]
    if not ranges:
        return offers[0] if offers else None
    rated = [(_quality(offer, ranges), -nth, offer) for nth, offer in enumerate(offers)]
    quality, _, chosen = max(rated, default=(0.0, 0, ""))
    return chosen if quality > 0 else None


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return media, min(1.0, max(0.0, float(value)))
            except ValueError:
                return media, 1.0
    return media, 1.0


def _quality(offer: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The quality that the most specific range gives an offer; 0 where none covers it."""
    covering = {offer: 3, f"{offer.partition('/')[0]}/*": 2, "*/*": 1}
    rated = [(covering[media], quality) for media, quality in ranges if media in covering]
    return max(rated)[1] if rated else 0.0
