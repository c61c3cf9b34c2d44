/**
 * The folders that a setting names, inside of the workspace whatever it says; none for an empty one.
 * @param what is kept there, for the reason that is thrown
 */
export function settingFolder(setting: string, what: string): readonly string[] {
  const names = setting.split(/[/\\]+/u).filter((name) => name !== "" && name !== ".");
  if (names.includes("..")) throw new Error(`The folder for ${what} must lie in the workspace`);
  return names;
}
