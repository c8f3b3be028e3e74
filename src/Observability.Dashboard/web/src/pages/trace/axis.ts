/** Chooses round marks for a time axis: at most about `count` of them, each a round number of milliseconds from the start. */
export function axisTicks(spanMs: number, count = 5): number[] {
  if (!(spanMs > 0)) return [0];
  const rough = spanMs / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? 10 * power;
  const ticks: number[] = [];
  for (let index = 0; index * step <= spanMs * 0.85; index++) ticks.push(index * step);
  return ticks;
}
