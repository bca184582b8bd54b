using Tarn.Common;
using Tarn.Jobs.Runs;

namespace Tarn.Jobs.Checks;

/// <summary>Checks with <c>on_fail: fail</c> found something, so nothing is published.</summary>
public sealed class CheckFailedException(string message, IReadOnlyList<CheckReport> checks, long rowsIn)
    : TarnException(ErrorCodes.CheckFailed, message)
{
    public IReadOnlyList<CheckReport> Checks { get; } = checks;

    public long RowsIn { get; } = rowsIn;
}
