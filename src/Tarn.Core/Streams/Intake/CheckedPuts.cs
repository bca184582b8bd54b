using Tarn.Common;
using Tarn.Streams.Schemas;

namespace Tarn.Streams.Intake;

/// <summary>Refuses records that do not keep to the schema of their stream, whichever way they come in.</summary>
public sealed class CheckedPuts : IStreamPuts
{
    private readonly IStreamPuts _inner;
    private readonly Dictionary<string, RecordSchema> _schemas;

    /// <param name="inner">Takes the others.</param>
    /// <param name="definitions">Whose schemas hold.</param>
    /// <exception cref="TarnException"><c>TN1005</c>: one is no schema.</exception>
    public CheckedPuts(IStreamPuts inner, IEnumerable<StreamDefinition> definitions)
    {
        _inner = inner;
        _schemas = definitions
            .Where(definition => definition.Intake.Schema is not null)
            .ToDictionary(
                definition => definition.Name,
                definition => RecordSchema.Parse(definition.Intake.Schema!),
                StringComparer.Ordinal);
    }

    public Task<IReadOnlyList<PutOutcome>> PutAsync(
        string stream, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken) =>
        _schemas.TryGetValue(stream, out RecordSchema? schema)
            ? PutAsync(stream, schema, records, cancellationToken)
            : _inner.PutAsync(stream, records, cancellationToken);

    private async Task<IReadOnlyList<PutOutcome>> PutAsync(
        string stream,
        RecordSchema schema,
        IReadOnlyList<ReadOnlyMemory<byte>> records,
        CancellationToken cancellationToken)
    {
        string?[] problems = [.. records.Select(schema.FindProblem)];
        List<ReadOnlyMemory<byte>> good = [.. records.Where((_, index) => problems[index] is null)];
        IReadOnlyList<PutOutcome> taken = good.Count == 0
            ? []
            : await _inner.PutAsync(stream, good, cancellationToken);
        int next = 0;
        return
        [
            .. problems.Select(problem =>
                problem is null ? taken[next++] : new PutOutcome(0, ErrorCodes.BadRecord, problem)),
        ];
    }
}
