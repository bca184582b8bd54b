namespace Tarn.Catalog.Projection;

/// <summary>Units of intervals between projected dates.</summary>
internal enum DateUnit
{
    Years,
    Months,
    Weeks,
    Days,
    Hours,
    Minutes,
    Seconds,
}
