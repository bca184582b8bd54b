using Tarn.Common;

namespace Tarn.Jobs.Privacy;

/// <summary>A private column that the SELECT does not make, or that cannot be treated so.</summary>
internal sealed class PrivateColumnException(PrivateColumn column, string message)
    : TarnException(ErrorCodes.SqlBinding, $"{message} ({column.Location})")
{
    /// <summary>The message without the place.</summary>
    public string Problem { get; } = message;

    public PrivateColumn Column { get; } = column;

    /// <summary>The name that may have been meant, as a question.</summary>
    public string? Suggested { get; init; }
}
