using Tarn.Catalog.Files;
using Tarn.Common;
using Tarn.Engine.Errors;
using Tarn.Jobs.Inputs;

namespace Tarn.Jobs.Execution;

/// <summary>
/// After the model's SQL failed on its data: finds the new files that make it fail, by halves, and leaves them out.
/// </summary>
/// <param name="model">Incremental, of a raw table.</param>
/// <param name="current">Knows how often files have made it fail before; null when the model has never run.</param>
/// <param name="inputs">Of the step.</param>
/// <param name="findFailureAsync">Runs the SQL over what is bound; null when it does not fail.</param>
internal sealed class FailingFiles(
    ModelDefinition model,
    Bookmark? current,
    BoundInputs inputs,
    Func<CancellationToken, Task<string?>> findFailureAsync)
{
    private const int AttemptsMax = 500;

    private int _attempts;

    /// <summary>Whether an error may come from what is in a file, and not from the machine.</summary>
    public static bool MayCause(EngineException exception) => exception.Kind is EngineErrorKind.Conversion
        or EngineErrorKind.OutOfRange
        or EngineErrorKind.InvalidInput
        or EngineErrorKind.Constraint
        or EngineErrorKind.Other;

    /// <returns>
    /// What to do now: read the others; or give up, because no file fails alone, or all do that have not been tried
    /// often enough: then it may well be the SQL that is wrong.
    /// </returns>
    public async Task<bool> TryLeaveOutAsync(CancellationToken cancellationToken)
    {
        if (model.Bookmark is not { } table || inputs.FilesOf(table) is not { Count: > 0 } files)
        {
            return false;
        }

        List<(ProbedFile File, string Reason)> failing = [];
        bool isFound = await FindAsync(table, files, failing, cancellationToken) && failing.Count > 0;
        bool areOthers = failing.Count < files.Count;
        foreach ((ProbedFile file, string reason) in isFound ? failing : [])
        {
            inputs.LeaveOut(table, file, reason, TriesOf(file) + 1);
        }

        await inputs.BindOnlyAsync(table, inputs.FilesOf(table), cancellationToken);
        return isFound && (areOthers || inputs.Rejected.All(file => file.IsSetAside(model.TriesMax)));
    }

    /// <returns>False when that takes too many attempts.</returns>
    private async Task<bool> FindAsync(
        TableName table,
        IReadOnlyList<ProbedFile> files,
        List<(ProbedFile File, string Reason)> failing,
        CancellationToken cancellationToken)
    {
        if (++_attempts > AttemptsMax)
        {
            return false;
        }

        await inputs.BindOnlyAsync(table, files, cancellationToken);
        if (await findFailureAsync(cancellationToken) is not { } reason)
        {
            return true;
        }

        if (files.Count == 1)
        {
            failing.Add((files[0], reason));
            return true;
        }

        int half = files.Count / 2;
        return await FindAsync(table, [.. files.Take(half)], failing, cancellationToken)
            && await FindAsync(table, [.. files.Skip(half)], failing, cancellationToken);
    }

    private int TriesOf(ProbedFile file) => current?.Rejected.FirstOrDefault(
        rejected => rejected.Key == file.Object.Key && rejected.ETag == file.Object.ETag)?.Tries ?? 0;
}
