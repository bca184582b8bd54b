namespace Tarn.Sources.Postgres.PrivateServer;

/// <summary>How a <see cref="PrivatePostgres"/> is made.</summary>
/// <param name="Directory">
/// Absolute, empty or not there yet; removed when the server is disposed. Where the process is root, the directories
/// above it must be open to other users.
/// </param>
public sealed record PrivatePostgresOptions(string Directory)
{
    /// <summary>The server that it follows as a hot standby, with the same user and password; null is none.</summary>
    public PrivatePostgres? StandbyOf { get; init; }

    /// <summary>Of postgresql.conf, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
