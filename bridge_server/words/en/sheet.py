"""Code sheets: printed, cut apart and handed to each point."""

from typing import Final

WORDS: Final[dict[str, str]] = {
    "title": "Code slips: {name}. {title}, {when}",
    "heading": "Code slips: {name} ({count})",
    "secret": "Whoever has a code can open that point's page. Please cut along the dashed lines and hand each slip to its own point.",
    "when": "{clock} on {weekday}, {date}",
    "others": "Other points",
    "step-1": "Scan the QR code; or open the address above, type the code and press “{enter}”.",
    "step-2": "If the point's name is right, press “{yes}”, then check in and press “{save}”.",
    "step-3": "Keep the page open during the meeting; to speak, press “{ask}” on the page.",
    "also": "if that address does not open: {address}",
    "qr": "QR code of {name}",
    "support": "For help please call:",
    "by-hand": "…………………………………………………",
    "list-title": "All codes: {title}, {when}",
    "list-secret": "Secret: whoever has a code comes in with that role. To be kept by the province's organisers only.",
    "roles": "Roles",
    "col-id": "No.",
    "col-name": "Role or point",
    "col-code": "Code",
    "col-link": "Link",
}
