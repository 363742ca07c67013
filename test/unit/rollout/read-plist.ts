/** What an XML property list holds. Throws where it is none. */
export function readPlist(document: Document): unknown {
  const [value, ...more] = document.documentElement.children;
  if (document.documentElement.localName !== 'plist' || !value || more.length > 0) {
    throw new Error('a property list has one value');
  }
  return plistValue(value);
}

function plistValue(element: Element): unknown {
  const children = [...element.children];
  switch (element.localName) {
    case 'string':
      return element.textContent ?? '';
    case 'integer':
      return Number.parseInt(element.textContent ?? '', 10);
    case 'true':
      return true;
    case 'false':
      return false;
    case 'array':
      return children.map(plistValue);
    case 'dict':
      return Object.fromEntries(
        children
          .filter(({ localName }) => localName === 'key')
          .map(key => {
            if (!key.nextElementSibling || key.nextElementSibling.localName === 'key') {
              throw new Error(`${key.textContent} has no value`);
            }
            return [key.textContent ?? '', plistValue(key.nextElementSibling)];
          }),
      );
    default:
      throw new Error(`<${element.localName}> is no value of a property list`);
  }
}
