using Tarn.Tests.Tidy;
using Xunit;

namespace Tarn.Tests.Docs;

/// <summary>The guide shows the provider block that the sample has, which Terraform itself is run with.</summary>
public sealed class TerraformTests
{
    [Fact]
    public void The_provider_of_the_guide_is_that_of_the_sample() => Assert.Contains(
        SourceTree.ReadText("samples/terraform/provider.tf").Trim(),
        Page.Open("docs/guide/terraform.md").Blocks
            .Where(block => block.Language == "hcl")
            .Select(block => block.Code.Trim()));
}
