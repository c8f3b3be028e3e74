using Microsoft.Extensions.Time.Testing;
using Observability.Evaluation.Experiments;
using Observability.Evaluation.Reports;

namespace Observability.Evaluation.Tests.Reports;

public sealed class ConsoleProgressTests
{
    private readonly StringWriter _written = new() { NewLine = "\n" };
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Report_NobodyWatches_WritesAPlainLineForEveryTenth()
    {
        var progress = new ConsoleProgress(_written, isInteractive: false, time: _time);

        for (var done = 0; done <= 200; done++)
        {
            progress.Report(new ExperimentProgress(done, 200, 0, 0));
            _time.Advance(TimeSpan.FromSeconds(0.5));
        }

        var lines = Lines();
        Assert.Equal(10, lines.Length);
        Assert.Equal(" 10%  20/200  0 failed  2.0/s  eta 1m30s", lines[0]);
        Assert.Equal("100%  200/200  0 failed  2.0/s  in 1m40s", lines[^1]);
        Assert.DoesNotContain('\r', _written.ToString());
    }

    [Fact]
    public void Report_OnATerminal_WritesOverItsLineAndLeavesNothingOfALongerOne()
    {
        var progress = new ConsoleProgress(_written, isInteractive: true, width: 200, time: _time);

        progress.Report(new ExperimentProgress(0, 4, 0, 0));
        _time.Advance(TimeSpan.FromSeconds(1));
        progress.Report(new ExperimentProgress(1, 4, 1, 0.125m) { Means = [new("exact", 0.5), new("latency_seconds", 1.25)] });
        _time.Advance(TimeSpan.FromSeconds(1));
        progress.Report(new ExperimentProgress(4, 4, 1, 0));

        var drawn = _written.ToString().Split('\r');
        Assert.Equal("", drawn[0]);
        Assert.Equal("[--------------------]   0%  0/4  0 failed", drawn[1]);
        Assert.Equal("[#####---------------]  25%  1/4  1 failed  1.0/s  eta 3s  $0.125  exact 0.5  latency_seconds 1.25", drawn[2]);
        Assert.Equal("[####################] 100%  4/4  1 failed  2.0/s  in 2s".PadRight(drawn[2].Length), drawn[3].TrimEnd('\n'));
        Assert.EndsWith(Environment.NewLine, _written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OftenOnATerminal_IsDrawnTenTimesASecondAndAtTheEnd()
    {
        var progress = new ConsoleProgress(_written, isInteractive: true, time: _time);

        for (var done = 0; done <= 1000; done++)
        {
            progress.Report(new ExperimentProgress(done, 1000, 0, 0));
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(11, _written.ToString().Count(character => character == '\r'));
        Assert.Contains("1000/1000", _written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_NarrowTerminal_StaysOnOneLine()
    {
        var progress = new ConsoleProgress(_written, isInteractive: true, width: 40, time: _time);

        progress.Report(new ExperimentProgress(1, 4, 0, 0) { Means = [new("a-metric-with-a-long-name", 0.5)] });

        Assert.Equal(39, _written.ToString().Trim('\r').Length);
        Assert.EndsWith("…", _written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_ResumedRun_RateIsOfWhatIsDoneNow()
    {
        var progress = new ConsoleProgress(_written, isInteractive: false, time: _time);

        progress.Report(new ExperimentProgress(50, 100, 0, 0));
        _time.Advance(TimeSpan.FromSeconds(10));
        progress.Report(new ExperimentProgress(60, 100, 0, 0));

        Assert.Equal(" 60%  60/100  0 failed  1.0/s  eta 40s", Assert.Single(Lines()));
    }

    [Fact]
    public void Report_ClosedConsole_EndsTheDisplayAndNothingElse()
    {
        var closed = new StringWriter();
        closed.Dispose();
        var progress = new ConsoleProgress(closed, isInteractive: true, time: _time);

        progress.Report(new ExperimentProgress(1, 2, 0, 0));
        progress.Report(new ExperimentProgress(2, 2, 0, 0));

        Assert.Equal("", closed.ToString());
    }

    [Fact]
    public void Report_MetricNamedWithControlCharacters_CannotMoveTheCursor()
    {
        var progress = new ConsoleProgress(_written, isInteractive: false, time: _time);

        progress.Report(new ExperimentProgress(1, 1, 0, 0) { Means = [new("\u001b[2Jbad", 1)] });

        Assert.DoesNotContain('\u001b', _written.ToString());
    }

    private string[] Lines() => _written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
