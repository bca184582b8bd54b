using Tarn.Catalog;

namespace Tarn.Queries;

/// <summary>What a query's result lacks, known once its rows have been read.</summary>
/// <param name="Files">Files whose rows are missing because they could not be opened.</param>
/// <param name="Unfit">Columns of files with values that do not fit the type and are read as null.</param>
/// <param name="Lines">Lines of text files whose rows are missing.</param>
public sealed record QueryOmissions(
    IReadOnlyList<UnreadableFile> Files, IReadOnlyList<UnfitColumn> Unfit, IReadOnlyList<UnreadableLine> Lines)
{
    internal static async Task<QueryOmissions> OfAsync(IReadScope scope, CancellationToken cancellationToken) =>
        new(scope.Unreadable, scope.Unfit, await scope.UnreadableLinesAsync(cancellationToken));
}
