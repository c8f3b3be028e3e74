export function TraceSkeleton() {
  return (
    <div className="trace" role="status" aria-label="Loading the trace">
      <div className="trace-header is-skeleton">
        <span className="bone" />
        <span className="bone" />
      </div>
      <div className="trace-body">
        <div className="trace-left">
          {Array.from({ length: 12 }, (_, index) => (
            <div key={index} className="bone-row">
              <span className="bone" />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
