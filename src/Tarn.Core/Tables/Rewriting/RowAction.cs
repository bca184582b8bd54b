namespace Tarn.Tables.Rewriting;

/// <summary>What becomes of a row that was gathered, as the gathering SELECT says it.</summary>
public static class RowAction
{
    /// <summary>The row is new; it has no place.</summary>
    public const string Insert = "I";

    /// <summary>The row at the place gets the values.</summary>
    public const string Update = "U";

    /// <summary>The row at the place goes; values do not matter.</summary>
    public const string Delete = "D";
}
