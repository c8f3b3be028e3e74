/** The table's shape while the first page loads. */
export function TraceTableSkeleton() {
  return (
    <div className="trace-table" role="status" aria-label="Loading traces">
      <div className="trace-grid trace-head" />
      {Array.from({ length: 14 }, (_, index) => (
        <div key={index} className="trace-grid trace-row is-skeleton">
          {Array.from({ length: 8 }, (_, cell) => (
            <span key={cell} className="bone" />
          ))}
        </div>
      ))}
    </div>
  );
}
