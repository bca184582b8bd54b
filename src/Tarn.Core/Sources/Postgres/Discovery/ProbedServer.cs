namespace Tarn.Sources.Postgres.Discovery;

/// <summary>What a connection to a server shows.</summary>
public sealed record ProbedServer
{
    /// <summary>User, host, port and database.</summary>
    public required string Address { get; init; }

    /// <summary>As the server says it: <c>15.4 (Debian 15.4-1)</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Whether it follows another server.</summary>
    public required bool IsReplica { get; init; }

    /// <summary>Of a replica, how far it is behind; null when it is none or does not know.</summary>
    public TimeSpan? Lag { get; init; }

    /// <summary>The version of TLS; null when the connection is not encrypted.</summary>
    public string? Tls { get; init; }

    /// <summary>The server's clock less ours, half the round trip taken off.</summary>
    public required TimeSpan ClockDifference { get; init; }

    /// <summary>How long a question and its answer take.</summary>
    public required TimeSpan RoundTrip { get; init; }

    /// <summary>A slot needs <c>logical</c>.</summary>
    public required string WalLevel { get; init; }

    /// <summary>Whether the user may read a slot.</summary>
    public required bool CanReplicate { get; init; }

    /// <summary>The size of the database.</summary>
    public required long Bytes { get; init; }
}
