using Tarn.Sources.Postgres.Connections;

namespace Tarn.Sources.Postgres.Extraction;

/// <summary>What all extractions of one reading share.</summary>
internal sealed record ExtractionContext(
    PostgresSessions Sessions, RowRate Rate, PostgresRetry Retry, TimeProvider TimeProvider, string RunId)
{
    public PostgresConnectionSettings Settings => Sessions.Settings;
}
