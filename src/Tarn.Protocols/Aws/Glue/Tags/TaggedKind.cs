using Tarn.Protocols.Aws.Tagging;

namespace Tarn.Protocols.Aws.Glue.Tags;

/// <summary>A kind of things that have tags.</summary>
/// <param name="ReadAsync">The tags of the thing of this name.</param>
/// <param name="ChangeAsync">Gives it those that are made of the ones it has.</param>
internal sealed record TaggedKind(
    Func<string, CancellationToken, Task<IReadOnlyDictionary<string, string>>> ReadAsync,
    Func<string, TagChange, CancellationToken, Task> ChangeAsync);
