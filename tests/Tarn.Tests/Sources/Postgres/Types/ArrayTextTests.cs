using System.Text;
using Tarn.Sources.Postgres.Types;
using Xunit;

namespace Tarn.Tests.Sources.Postgres.Types;

public sealed class ArrayTextTests
{
    [Theory]
    [InlineData("{}", "", 1)]
    [InlineData("{1,NULL,3}", "1|<null>|3", 1)]
    [InlineData("{{1,2},{3,4}}", "1|2|3|4", 2)]
    [InlineData("[0:1][2:3]={{1,2},{3,4}}", "1|2|3|4", 2)]
    [InlineData("""{"a,b","c\"d","e\\f","NULL","",g h}""", """a,b|c"d|e\f|NULL||g h""", 1)]
    public void Elements_are_found(string text, string elements, int dimensions)
    {
        ArrayText array = ArrayText.Parse(Encoding.UTF8.GetBytes(text));

        Assert.Equal(elements, string.Join('|', array.Elements.Select(TextOf)));
        Assert.Equal(dimensions, array.Dimensions);

        static string TextOf(byte[]? element) => element is null ? "<null>" : Encoding.UTF8.GetString(element);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{1,2")]
    [InlineData("{\"a}")]
    [InlineData("1,2}")]
    public void What_is_no_array_is_told(string text) =>
        Assert.Throws<FormatException>(() => ArrayText.Parse(Encoding.UTF8.GetBytes(text)));
}
