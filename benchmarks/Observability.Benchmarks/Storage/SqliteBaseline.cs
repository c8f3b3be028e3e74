using Microsoft.Data.Sqlite;
using Observability.Model;

namespace Observability.Benchmarks.Storage;

/// <summary>The named alternative: SQLite with a write-ahead log and full synchronisation, a row per observation, four indexes, a transaction per batch.</summary>
internal sealed class SqliteBaseline : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;

    public SqliteBaseline(string path)
    {
        _connection = new SqliteConnection("Data Source=" + path);
        _connection.Open();
        Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        Run($"CREATE TABLE rows ({string.Join(", ", InlineRow.Columns.Select(column => $"\"{column}\""))}, PRIMARY KEY (id));");
        Run("CREATE INDEX a ON rows (trace); CREATE INDEX b ON rows (start); CREATE INDEX c ON rows (user); CREATE INDEX d ON rows (session);");
        _insert = _connection.CreateCommand();
        _insert.CommandText = $"INSERT INTO rows VALUES ({string.Join(", ", InlineRow.Columns.Select((_, i) => "$" + i))})";
        for (var i = 0; i < InlineRow.Columns.Length; i++)
        {
            _insert.Parameters.Add(new SqliteParameter { ParameterName = "$" + i });
        }
    }

    public void Write(IEnumerable<ObservationRecord> observations)
    {
        using var transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        foreach (var observation in observations)
        {
            var values = InlineRow.Of(observation);
            for (var i = 0; i < values.Length; i++)
            {
                _insert.Parameters[i].Value = values[i] ?? DBNull.Value;
            }

            _insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
        SqliteConnection.ClearAllPools();
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The text is made of the constants above.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
