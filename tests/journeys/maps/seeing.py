"""What the eye meets: the pixels of a map, what sticks out or is cut off, the steps of a motion."""

import base64

from playwright.sync_api import Locator
from playwright.sync_api import Page as Tab

# Read on an empty page: a strict policy lets no script of ours make images on the portal's own.
COUNT = """async ([png, colour, tolerance]) => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const wanted = [1, 3, 5].map(start => parseInt(colour.slice(start, start + 2), 16));
  let found = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (wanted.every((value, part) => Math.abs(data[at + part] - value) <= tolerance)) found += 1;
  }
  return found;
}"""
# Texts wider than the box that hides the rest of them, and what is out of the page's sides.
CUT = """() => {
  const APART = "input, .dq-map__unseen, .dq-map__unseen *, .maplibregl-map *, svg *";
  const root = document.documentElement, found = [];
  const name = node => `${node.tagName.toLowerCase()}.${node.className} « ${node.textContent.trim()
    .replace(/\\s+/g, " ").slice(0, 40)} »`;
  for (const node of document.querySelectorAll(".dq-map, .dq-map *")) {
    if (!node.checkVisibility({visibilityProperty: true})) continue;
    if (node.matches(APART)) continue;
    const style = getComputedStyle(node), box = node.getBoundingClientRect();
    const hides = ["hidden", "clip"].includes(style.overflowX);
    if (hides && node.scrollWidth > node.clientWidth + 1) found.push(`hidden: ${name(node)}`);
    if (/^(BUTTON|A|LABEL|LEGEND|SUMMARY|P|LI|H[1-6])$/.test(node.tagName)
      && style.display !== "inline" && node.scrollWidth > node.clientWidth + 1)
      found.push(`wide: ${name(node)}`);
    if (!node.closest(".dq-scroll") && (box.right > root.clientWidth + 1 || box.left < -1))
      found.push(`outside: ${name(node)}`);
  }
  return found;
}"""
# The scale is written anew at each step of a motion.
WATCH = """() => {
  window.journeySteps = [];
  const scale = document.querySelector(".maplibregl-ctrl-scale");
  new MutationObserver(() => window.journeySteps.push(scale.style.width)).observe(
    scale, {attributes: true, attributeFilter: ["style"]});
}"""
STEPS = "() => [...new Set(window.journeySteps)].length"


def pixels(of: Locator, colour: str, tolerance: int = 12) -> int:
    """Count the pixels of an element that have a colour, or nearly."""
    png = base64.b64encode(of.screenshot()).decode()
    blank = of.page.context.new_page()
    try:
        return blank.evaluate(COUNT, [png, colour, tolerance])
    finally:
        blank.close()


def cut_off(tab: Tab) -> list[str]:
    """Return what of a map's page is hidden, too wide or outside."""
    return tab.evaluate(CUT)


def watch_motion(tab: Tab) -> None:
    """Begin to note the steps by which the map's scale changes."""
    tab.evaluate(WATCH)


def steps_of_motion(tab: Tab) -> int:
    """Count the scales that the map went through since."""
    return tab.evaluate(STEPS)
