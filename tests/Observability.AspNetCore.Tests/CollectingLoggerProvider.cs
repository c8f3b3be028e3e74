using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Observability.AspNetCore.Tests;

/// <summary>Keeps every message from Information up.</summary>
internal sealed class CollectingLoggerProvider : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _messages = new();

    public IReadOnlyList<string> Messages => [.. _messages];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _messages.Enqueue(exception is null ? formatter(state, null) : $"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
