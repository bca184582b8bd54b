namespace Tarn.ProcessTests.Serving;

/// <summary>A served lake whose zone <c>raw</c> is to be encrypted.</summary>
public sealed class EncryptedLake : ServedLake
{
    protected override void Prepare()
    {
        Lake.LakeYaml = """
            version: 1
            zones:
              raw: {encryption: AES256}
              curated:
            tables:
              raw.people:
                files: people/*.csv
                columns: {id: integer, name: varchar}

            """;
        Lake.Write("lake.yaml", Lake.LakeYaml);
    }
}
