namespace Tarn.Sources.Postgres;

/// <summary>How a PostgreSQL server is reached and treated.</summary>
public sealed record PostgresConnectionSettings
{
    public required PostgresServer Server { get; init; }

    /// <summary>Where rows are read instead; null for the server itself.</summary>
    public PostgresServer? Replica { get; init; }

    public PostgresTls Tls { get; init; } = PostgresTls.Prefer;

    /// <summary>Absolute path of the certificates (PEM) that are trusted; null for the system's.</summary>
    public string? RootCertificate { get; init; }

    /// <summary>Absolute path of the certificate (PEM) that we show; null for none.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>Absolute path of its key (PEM); null when the certificate's file has it.</summary>
    public string? ClientKey { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest that one statement may take, such as the reading of a range of a table.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How often what failed and may work later is tried again.</summary>
    public int RetriesMax { get; init; } = 3;

    /// <summary>Before the first retry; twice as long before each further one.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many rows are read in a second at most; null for no limit.</summary>
    public long? RowsPerSecondMax { get; init; }

    /// <summary>Connections that read a large table at the same time.</summary>
    public int Readers { get; init; } = 2;
}
