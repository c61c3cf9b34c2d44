/** What was started and not waited for has happened: events of the fakes, and what their listeners began. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await new Promise((resolve) => setImmediate(resolve));
}
