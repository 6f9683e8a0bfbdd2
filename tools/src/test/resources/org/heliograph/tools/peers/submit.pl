# SPDX-License-Identifier: Apache-2.0
# Binds as a transceiver, submits one text and asks for its receipt. Prints what it learns, a line each.
use strict;
use warnings;
use Net::SMPP;

my ($host, $port, $system_id, $password, $sender, $recipient, $text) = @ARGV;
$| = 1;
$SIG{ALRM} = sub { die "nothing for 60 s\n" };
alarm 60;

my ($smpp, $bound) = Net::SMPP->new_transceiver(
    $host,
    port      => $port,
    system_id => $system_id,
    password  => $password,
) or die "cannot connect: $!\n";
defined $bound or die "no answer to bind_transceiver\n";
print "bind $bound->{status}\n";
exit 1 if $bound->{status} != 0;

# async: while it waits for a response, Net::SMPP would throw away a receipt that is faster
$smpp->submit_sm(
    async               => 1,
    source_addr_ton     => 5,
    source_addr_npi     => 0,
    source_addr         => $sender,
    dest_addr_ton       => 1,
    dest_addr_npi       => 1,
    destination_addr    => $recipient,
    registered_delivery => 1,
    data_coding         => 0,
    short_message       => $text,
) or die "cannot submit\n";

my %missing = map { $_ => 1 } qw(response receipt);
while (%missing) {
    my $pdu = $smpp->read_pdu() or die "connection lost\n";
    my $cmd = $pdu->{cmd};
    if ($cmd == Net::SMPP::CMD_submit_sm_resp) {
        print "submit_sm_resp $pdu->{status} $pdu->{message_id}\n";
        delete $missing{response};
    } elsif ($cmd == Net::SMPP::CMD_deliver_sm) {
        $smpp->deliver_sm_resp(seq => $pdu->{seq}, message_id => '');
        print "deliver_sm $pdu->{esm_class} $pdu->{source_addr} $pdu->{destination_addr}"
            . " $pdu->{short_message}\n";
        delete $missing{receipt};
    } elsif ($cmd == Net::SMPP::CMD_enquire_link) {
        $smpp->enquire_link_resp(seq => $pdu->{seq});
    } else {
        die "unexpected command $cmd\n";
    }
}
my $unbound = $smpp->unbind() or die "no answer to unbind\n";
print "unbind $unbound->{status}\n";
