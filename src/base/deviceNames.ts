/** On Windows some names are devices, whatever ending stands behind them (Microsoft, “Naming Files, Paths, and Namespaces”). */
export const isDeviceName = (name: string): boolean =>
  /^(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³]) *(?:\.|$)/iu.test(name);
