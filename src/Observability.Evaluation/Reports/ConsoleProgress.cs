using Observability.Evaluation.Experiments;

namespace Observability.Evaluation.Reports;

/// <summary>Shows how far an experiment is, on one line of the console that is written over; where nobody watches, a plain line for every tenth.</summary>
/// <remarks>
/// It writes to standard error, so that what a program prints can still be piped on. A console that cannot be written to ends the display and nothing else.
/// Of one experiment; thread-safe.
/// </remarks>
/// <example><code>new ExperimentOptions { Name = "triage v2", Progress = new ConsoleProgress() }</code></example>
public sealed class ConsoleProgress : IProgress<ExperimentProgress>
{
    private const int DefaultWidth = 100;
    private static readonly TimeSpan RedrawEvery = TimeSpan.FromMilliseconds(100);

    private readonly TextWriter _writer;
    private readonly bool _isInteractive;
    private readonly int _width;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private ExperimentProgress _first;
    private long? _startedAt;
    private long _drawnAt;
    private int _drawn;
    private int _tenths;
    private bool _isOver;

    /// <summary>Creates it.</summary>
    /// <param name="writer">Where to; standard error when null.</param>
    /// <param name="isInteractive">Whether the line can be written over; when null: unless standard error is redirected or the terminal is <c>dumb</c>.</param>
    /// <param name="width">Columns of the line; those of the console when null.</param>
    /// <param name="time">Tells the rate and the time left; the system's when null.</param>
    public ConsoleProgress(TextWriter? writer = null, bool? isInteractive = null, int? width = null, TimeProvider? time = null)
    {
        _writer = writer ?? Console.Error;
        _isInteractive = isInteractive ?? (writer is null && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb");
        _width = width ?? (_isInteractive && writer is null ? WidthOfConsole() : DefaultWidth);
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public void Report(ExperimentProgress value)
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return;
            }

            if (_startedAt is null)
            {
                (_startedAt, _first, _tenths) = (_time.GetTimestamp(), value, Tenths(value));
            }

            _isOver = value.Done >= value.Total;
            try
            {
                if (_isInteractive)
                {
                    Draw(value);
                }
                else if (Tenths(value) > _tenths || _isOver)
                {
                    _tenths = Tenths(value);
                    _writer.WriteLine(Line(value));
                }
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                _isOver = true;
            }
        }
    }

    private void Draw(ExperimentProgress value)
    {
        if (!_isOver && _drawn > 0 && _time.GetElapsedTime(_drawnAt) < RedrawEvery)
        {
            return;
        }

        // One column stays free: a full line would make some terminals begin the next one.
        var line = Line(value);
        line = line.Length < _width ? line : string.Concat(line.AsSpan(0, Math.Max(0, _width - 2)), "…");
        _writer.Write('\r' + line.PadRight(_drawn) + (_isOver ? Environment.NewLine : ""));
        _writer.Flush();
        (_drawn, _drawnAt) = (line.Length, _time.GetTimestamp());
    }

    private string Line(ExperimentProgress value) =>
        ProgressLine.Of(value, value.Done - _first.Done, _time.GetElapsedTime(_startedAt!.Value), _isInteractive);

    private static int Tenths(ExperimentProgress value) => value.Total == 0 ? 0 : (int)(10L * value.Done / value.Total);

    private static int WidthOfConsole()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : DefaultWidth;
        }
        catch (Exception exception) when (exception is IOException or PlatformNotSupportedException)
        {
            return DefaultWidth;
        }
    }
}
