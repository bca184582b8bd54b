using Tarn.Common;

namespace Tarn.Tables.Rewriting;

/// <summary>
/// Brings files into place and commits them. A write that is not committed leaves the table as it was; when the
/// process ends in between, the files that no version names are the vacuum's.
/// </summary>
public sealed class WritePublisher(DeltaTable table)
{
    /// <summary>Errors of a commit that was not made.</summary>
    private static readonly string[] Refusals =
    [
        ErrorCodes.SchemaMismatch,
        ErrorCodes.NotNullViolated,
        ErrorCodes.ConstraintViolated,
        ErrorCodes.TableUnsupported,
        ErrorCodes.TableConflict,
        ErrorCodes.BadArgument,
    ];

    /// <summary>Cannot be cancelled: nobody could say whether the commit was made.</summary>
    /// <exception cref="TarnException">As <see cref="DeltaTable.CommitAsync"/> says.</exception>
    public async Task<CommitResult> PublishAsync(PreparedWrite prepared)
    {
        (string LocalPath, string Key)[] moves = [.. prepared.Files.Select(file => (file.LocalPath, KeyOf(file.Path)))];
        await table.Store.MoveInManyAsync(moves, CancellationToken.None);
        try
        {
            CommitResult result = await table.CommitAsync(prepared.Write, CancellationToken.None);
            if (result is not CommitResult.Committed)
            {
                await RemoveAsync(moves);
            }

            return result;
        }
        catch (TarnException exception) when (Refusals.Contains(exception.Code))
        {
            await RemoveAsync(moves);
            throw;
        }
    }

    private string KeyOf(string path) => FileKey.Of(table.Store, table.Root, path, table.Name);

    private Task RemoveAsync(IEnumerable<(string LocalPath, string Key)> moves) =>
        table.Store.DeleteAsync([.. moves.Select(move => move.Key)], CancellationToken.None);
}
