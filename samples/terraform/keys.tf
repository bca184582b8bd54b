# A key for what is secret, with a name that stays when the key is exchanged.

resource "aws_kms_key" "shop" {
  description             = "What only the shop may read"
  deletion_window_in_days = 7
  enable_key_rotation     = true

  tags = {
    team = "shop"
  }
}

resource "aws_kms_alias" "shop" {
  name          = "alias/shop"
  target_key_id = aws_kms_key.shop.key_id
}
