using Microsoft.Data.Sqlite;

namespace Observability.Benchmarks.Prompts;

/// <summary>The named alternative: a row per version and one per label, with the indexes that the questions need, each version durable before the next.</summary>
internal sealed class SqlitePrompts : IDisposable
{
    private readonly SqliteConnection _connection;

    public SqlitePrompts(string path)
    {
        _connection = new SqliteConnection("Data Source=" + path);
        _connection.Open();
        Run("PRAGMA journal_mode=WAL");
        Run("PRAGMA synchronous=FULL");
        Run("CREATE TABLE versions (name TEXT, version INT, text TEXT, PRIMARY KEY (name, version)) WITHOUT ROWID");
        Run("CREATE TABLE labels (name TEXT, label TEXT, version INT, PRIMARY KEY (name, label)) WITHOUT ROWID");
        Run("CREATE TABLE prompts (name TEXT PRIMARY KEY, latest INT) WITHOUT ROWID");
    }

    public void Add(string name, int version, string text, string label)
    {
        using var transaction = _connection.BeginTransaction();
        Run("INSERT INTO versions VALUES ($0, $1, $2)", name, version, text);
        Run("INSERT OR REPLACE INTO labels VALUES ($0, $1, $2)", name, label, version);
        Run("INSERT OR REPLACE INTO prompts VALUES ($0, $1)", name, version);
        transaction.Commit();
    }

    public void ByLabel(string name, string label) => Run("SELECT v.* FROM labels l JOIN versions v ON v.name = l.name AND v.version = l.version WHERE l.name = $0 AND l.label = $1", name, label);

    public void ByVersion(string name, int version) => Run("SELECT * FROM versions WHERE name = $0 AND version = $1", name, version);

    public void Versions(string name, int limit, int offset) => Run("SELECT * FROM versions WHERE name = $0 ORDER BY version DESC LIMIT $1 OFFSET $2", name, limit, offset);

    public void Prompts(int limit, int offset) => Run("SELECT *, (SELECT COUNT(*) FROM prompts) FROM prompts ORDER BY name LIMIT $0 OFFSET $1", limit, offset);

    public void Dispose()
    {
        _connection.Dispose();
        SqliteConnection.ClearAllPools();
    }

    private void Run(string sql, params object[] values)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The text is made of the constants above.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue("$" + i, values[i]);
        }

        using var reader = command.ExecuteReader();
        var row = new object[Math.Max(1, reader.FieldCount)];
        while (reader.Read())
        {
            reader.GetValues(row);
        }
    }
}
