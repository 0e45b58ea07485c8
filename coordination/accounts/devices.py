"""What a browser calls itself, as two short codes that are kept, and as words for the list of sessions."""

from __future__ import annotations

from coordination.kernel.messages import N_, Message

# The first that is found counts: most browsers also carry the names of others.
BROWSERS = {
    "edge": ("Edg/", N_("Edge")),
    "opera": ("OPR/", N_("Opera")),
    "samsung": ("SamsungBrowser", N_("Samsung browser")),
    "firefox": ("Firefox/", N_("Firefox")),
    "chrome": ("Chrome/", N_("Chrome")),
    "safari": ("Safari/", N_("Safari")),
}
SYSTEMS = {
    "android": ("Android", N_("Android")),
    "iphone": ("iPhone", N_("iPhone")),
    "ipad": ("iPad", N_("iPad")),
    "windows": ("Windows", N_("Windows")),
    "mac": ("Mac OS X", N_("Mac")),
    "linux": ("Linux", N_("Linux")),
}


def device_of(user_agent: str) -> str:
    """What is kept of a browser's own description: «firefox/windows», an empty part where it is unknown."""
    parts = [
        next((code for code, (mark, _label) in known.items() if mark in user_agent), "")
        for known in (BROWSERS, SYSTEMS)
    ]
    return "/".join(parts)


def device_words(device: str) -> Message:
    """«Firefox on Windows»."""
    browser, _slash, system = device.partition("/")
    browser_label = BROWSERS[browser][1] if browser in BROWSERS else N_("A browser")
    if system not in SYSTEMS:
        return Message(browser_label)
    return Message(N_("%(browser)s on %(system)s"), browser=Message(browser_label), system=Message(SYSTEMS[system][1]))
