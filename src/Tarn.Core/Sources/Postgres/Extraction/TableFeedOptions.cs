using Npgsql;
using Tarn.Sources.Postgres.Connections;
using Tarn.Sources.Postgres.Types;

namespace Tarn.Sources.Postgres.Extraction;

/// <summary>What a <see cref="TableFeed"/> reads and how.</summary>
internal sealed record TableFeedOptions
{
    /// <summary>What a range's SELECT sends.</summary>
    public required IReadOnlyList<PostgresColumn> Columns { get; init; }

    /// <summary>Opens a connection that looks at the snapshot.</summary>
    public required Func<CancellationToken, Task<NpgsqlConnection>> ConnectAsync { get; init; }

    public required int ReadersMax { get; init; }

    public required RowRate Rate { get; init; }

    public required PostgresRetry Retry { get; init; }

    public required int RetriesMax { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    /// <summary>About how many rows there are; null when nobody knows.</summary>
    public required long? RowsAbout { get; init; }

    /// <summary>Told how many rows were read so far, on any thread.</summary>
    public required Action<long> Progress { get; init; }

    /// <summary>The source and its server, for messages.</summary>
    public required string Place { get; init; }

    /// <summary>What is done, for messages: <c>reading public.orders</c>.</summary>
    public required string Work { get; init; }
}
