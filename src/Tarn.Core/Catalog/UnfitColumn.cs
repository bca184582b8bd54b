using Tarn.Common;

namespace Tarn.Catalog;

/// <summary>
/// A column of files whose texts are not all of the type that the catalog says; those are read as null.
/// </summary>
/// <param name="Table">Its table.</param>
/// <param name="Column">Its name in the table.</param>
/// <param name="Type">What the catalog says.</param>
/// <param name="Texts">How many different texts do not fit, as far as they were counted.</param>
/// <param name="AreMore">True when there are more than were counted.</param>
/// <param name="Example">The first of them that was met, shortened.</param>
public sealed record UnfitColumn(
    TableName Table, string Column, string Type, int Texts, bool AreMore, string Example)
{
    /// <summary>One sentence: <c>raw.t: in column 'id' 2 different texts are no bigint …</c>.</summary>
    public override string ToString() => $"{ToTextWithoutExample()}, such as '{Example}'";

    /// <summary>The same without a value of the column.</summary>
    public string ToTextWithoutExample() => FormattableString.Invariant(
        $"{Table}: in column '{Column}' {(AreMore ? "more than " : "")}{Texts} different ")
        + $"{(Texts == 1 && !AreMore ? "text is" : "texts are")} no {Type}, read as null";
}
