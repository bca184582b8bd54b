using Tarn.Catalog;
using Tarn.Common;
using Tarn.Tables;
using Tarn.Tables.Maintenance;

namespace Tarn.Jobs.Execution;

/// <summary>
/// Joins small files after a step's commit. The rows are safe by then, so what goes wrong here is only noted.
/// </summary>
internal sealed class StepCompaction(StepServices services, string scratchDirectory)
{
    /// <returns>What was joined or why not, for people.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(
        TableName model, StepOutput output, CancellationToken cancellationToken) =>
    [
        .. await CompactAsync(model, output.Written, cancellationToken),
        .. await CompactAsync(model.Quarantine, output.Quarantined, cancellationToken),
    ];

    private async Task<IReadOnlyList<string>> CompactAsync(
        TableName name, IReadOnlyList<WrittenFile> written, CancellationToken cancellationToken)
    {
        if (written.Count == 0 || services.Catalog.FindDefined(name) is not CatalogTable.Managed table)
        {
            return [];
        }

        try
        {
            OptimizeReport? report = await new AutoCompaction(services.Catalog.Open(table), scratchDirectory).RunAsync(
                [.. written.Select(file => file.File)], progress: null, cancellationToken);
            return report is { FilesRemoved: > 0 }
                ? [$"joined {report.FilesRemoved} small files of {name} to {report.FilesAdded}"]
                : [];
        }
        catch (OperationCanceledException)
        {
            return [$"small files of {name} were left as they are, since the run was cancelled"];
        }
        catch (TarnException exception)
        {
            return [$"small files of {name} could not be joined: {exception.Code}: {exception.Message}"];
        }
    }
}
