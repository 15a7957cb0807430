/* Ask the portal. */

/** The portal said no, in a sentence; `status` 0 when it couldn't be reached. */
export class Refused extends Error {
  /**
   * @param {string} sentence "" when the portal gave none
   * @param {number} status
   */
  constructor(sentence, status) {
    super(sentence);
    this.status = status;
  }
}

/**
 * Return an address with what is asked; what is empty is left out.
 *
 * @param {string} address
 * @param {Object<string, string|number|boolean|null|undefined|Array<object>>} parameters
 * @returns {string}
 */
export function asking(address, parameters) {
  const url = new URL(address, location.href);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null || value === undefined || value === "" || value === false) continue;
    if (Array.isArray(value) && !value.length) continue;
    url.searchParams.set(name, Array.isArray(value) ? JSON.stringify(value) : String(value));
  }
  return url.href;
}

/**
 * Return the JSON at an address.
 *
 * @param {string} address
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 * @throws {Refused}
 */
export async function getJson(address, signal) {
  let answer;
  try {
    answer = await fetch(address, {
      signal,
      headers: { Accept: "application/json" },
      credentials: "same-origin",
    });
  } catch (reason) {
    if (reason.name === "AbortError") throw reason;
    throw new Refused("", 0);
  }
  if (answer.ok) return answer.json();
  const said = await answer.json().catch(() => ({}));
  throw new Refused(typeof said.error === "string" ? said.error : "", answer.status);
}

/**
 * Return a function that asks, and forgets what it asked before: the last question alone is
 * answered, an older one gives undefined.
 *
 * @returns {function(string): Promise<any>}
 */
export function lastOnly() {
  let pending = null;
  return async (address) => {
    pending?.abort();
    const mine = (pending = new AbortController());
    try {
      const answer = await getJson(address, mine.signal);
      return mine === pending ? answer : undefined;
    } catch (reason) {
      if (reason.name === "AbortError") return undefined;
      throw reason;
    }
  };
}
