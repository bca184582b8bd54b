namespace Tarn.Sources.Postgres;

/// <summary>A server's address, and who we are there.</summary>
public sealed record PostgresServer
{
    public const int DefaultPort = 5432;

    /// <summary>A name, an address, or the absolute path of the directory with its socket.</summary>
    public required string Host { get; init; }

    public int Port { get; init; } = DefaultPort;

    public required string Database { get; init; }

    public required string User { get; init; }

    /// <summary>Null when the server asks for none.</summary>
    public string? Password { get; init; }

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{User}@{Host}:{Port}/{Database}";
}
