using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Functions.Json.Clauses;

/// <summary>What json_value gives when there is nothing, and when there is an error.</summary>
/// <param name="Words">For the function that does it.</param>
/// <param name="Empty">The default for nothing; null: there is none.</param>
/// <param name="Error">The default for an error; null: there is none.</param>
internal sealed record ValueBehaviors(string Words, SqlNode.Run? Empty, SqlNode.Run? Error)
{
    public bool HasDefaults => Empty is not null || Error is not null;

    /// <summary>How a value that is not of the type wanted is taken.</summary>
    public string Cast => Words.EndsWith("error", StringComparison.Ordinal) ? "CAST" : "TRY_CAST";

    public static ValueBehaviors Read(ClauseCursor cursor)
    {
        string[] words = ["null", "null"];
        SqlNode.Run?[] defaults = [null, null];
        while (!cursor.AtEnd)
        {
            SqlNode.Run? value = null;
            string word = "default";
            if (cursor.TryTake("DEFAULT"))
            {
                value = cursor.TakeValue(() => cursor.Is("ON"));
            }
            else
            {
                word = cursor.TryTake("ERROR") ? "error" : "null";
                if (word == "null")
                {
                    cursor.Expect("NULL");
                }
            }

            cursor.Expect("ON");
            bool isEmpty = cursor.TryTake("EMPTY");
            if (!isEmpty)
            {
                cursor.Expect("ERROR");
            }

            words[isEmpty ? 0 : 1] = word;
            defaults[isEmpty ? 0 : 1] = value;
        }

        return new ValueBehaviors(string.Join(' ', words), defaults[0], defaults[1]);
    }
}
