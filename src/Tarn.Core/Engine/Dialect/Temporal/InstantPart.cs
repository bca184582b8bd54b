using System.Globalization;
using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Temporal;

/// <summary>
/// What templates may ask of an argument that may be an instant: <c>@</c> its local time in the zone it was written
/// with, <c>%</c> the name of that zone, <c>#</c> the length of its text in characters.
/// </summary>
internal static class InstantPart
{
    private const char LocalTime = '@';
    private const char ZoneName = '%';
    private const char TextLength = '#';

    public static bool IsMark(char character) => character is LocalTime or ZoneName or TextLength;

    public static void Write(Rewriter rewriter, char mark, SqlNode operand)
    {
        switch (mark)
        {
            case LocalTime:
                Zones.WriteLocal(rewriter, operand);
                break;
            case ZoneName:
                Zones.WriteName(rewriter, operand);
                break;
            default:
                int length = FractionDigits.TextLength(rewriter, operand);
                rewriter.Text(length.ToString(CultureInfo.InvariantCulture), operand);
                break;
        }
    }
}
