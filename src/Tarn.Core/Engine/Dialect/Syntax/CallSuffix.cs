namespace Tarn.Engine.Dialect.Syntax;

/// <summary>The words that may follow the arguments of a call and belong to it.</summary>
internal static class CallSuffix
{
    /// <summary>How many words are here; 0 when the call is at its end.</summary>
    public static int LengthAt(TokenCursor cursor)
    {
        if (cursor.Is("over") || (cursor.Is("filter") && cursor.Is("(", 1)))
        {
            return 1;
        }

        bool isPair = (cursor.Is("within") && cursor.Is("group", 1))
            || (cursor.IsAny("ignore", "respect") && cursor.Is("nulls", 1));
        return isPair ? 2 : 0;
    }
}
