using Tarn.Engine;
using Tarn.Engine.Errors;

namespace Tarn.Catalog.External;

/// <summary>
/// Has the engine read files to their ends before a query does, for which one that cannot be read would be the end.
/// </summary>
internal sealed class EngineProof(DuckConnection connection)
{
    /// <summary>The files that can be read, in their order.</summary>
    /// <param name="files">To read; together at first, and one by one when that fails.</param>
    /// <param name="from">Makes SQL that reads some of them.</param>
    /// <param name="unreadable">Takes the others.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<ExternalFile>> TakeReadableAsync(
        IReadOnlyList<ExternalFile> files,
        Func<IReadOnlyList<ExternalFile>, string> from,
        UnreadableFiles unreadable,
        CancellationToken cancellationToken)
    {
        if (files.Count == 0 || await FindProblemAsync(from(files), cancellationToken) is null)
        {
            return files;
        }

        List<ExternalFile> readable = [];
        foreach (ExternalFile file in files)
        {
            if (await FindProblemAsync(from([file]), cancellationToken) is { } problem)
            {
                unreadable.Add(file, problem);
            }
            else
            {
                readable.Add(file);
            }
        }

        return readable;
    }

    private async Task<EngineException?> FindProblemAsync(string from, CancellationToken cancellationToken)
    {
        try
        {
            await connection.ScalarAsync($"SELECT count(*) FROM {from}", cancellationToken);
            return null;
        }
        catch (EngineException exception) when (exception.Kind is EngineErrorKind.InvalidInput
            or EngineErrorKind.IO
            or EngineErrorKind.Conversion
            or EngineErrorKind.Other)
        {
            return exception;
        }
    }
}
