namespace Tarn.Engine.Dialect.Functions.Datetime;

/// <summary>A piece of a format of dates and times.</summary>
/// <param name="Field">
/// A letter as Joda has it: <c>y</c> year, <c>M</c> month, <c>d</c> day, <c>S</c> fraction of a second …;
/// <see cref="Literal"/> for text that stands for itself.
/// </param>
/// <param name="Width">How often the letter is written: the least number of digits, or the length of a name.</param>
/// <param name="Text">Of a literal; else empty.</param>
internal readonly record struct DatetimePart(char Field, int Width, string Text)
{
    public const char Literal = '\'';

    private const string TextFields = "EaGzZ";
    private const int ShortNameMax = 3;

    /// <summary>Whether it is written in digits, so that a number before it has to end by its width.</summary>
    public bool IsNumber => Field != Literal && !TextFields.Contains(Field, StringComparison.Ordinal)
        && !(Field == 'M' && Width >= ShortNameMax);

    /// <summary>Whether a name is written in full.</summary>
    public bool IsFullName => Width > ShortNameMax;
}
